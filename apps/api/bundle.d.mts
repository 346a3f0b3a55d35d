import type { BuildOptions } from 'esbuild';

export declare const COMPATIBILITY_DATE: string;
export declare const OUTPUT: string;
export declare const BUNDLE: BuildOptions;
export declare const DURABLE_OBJECTS: { USER_RECORDS: { className: string; useSQLite: boolean } };
