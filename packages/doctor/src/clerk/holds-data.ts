import {
  enclosingFunction,
  isServerAction,
  namesUsedBy,
  type Place,
  type Repository,
  visit,
} from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { dottedName } from './clerk-names.ts';

/** What is awaited without being data of somebody. */
const HARMLESS =
  /^(?:props\.)?(?:params|searchParams)$|^(?:cookies|headers|draftMode|connection|auth|currentUser|getTranslations|getLocale|getMessages|getFormatter|getNow|getTimeZone|getDictionary|setRequestLocale|initTranslations|loadTranslations|sleep|delay|delayFor|io)$/;

/** Clients of databases and the like that answer without a promise, and what reads files. */
const SYNCHRONOUS = /^(?:readFileSync|readdirSync|existsSync)$|^(?:db|database|sqlite|sql)\./;

/** More code than a page uses. */
const MAX_PLACES = 200;

/**
 * Whether a page shows something that comes from a store or another server: it awaits it, in its own code or in code of the
 * server that it uses. A heading, a redirect or a component of Clerk alone holds nothing to protect.
 */
export function holdsData(repository: Repository, start: Place): boolean {
  const places: Place[] = [start];
  const seen = new Set<Node>();
  for (const { file, node } of places) {
    if (seen.has(node) || seen.size >= MAX_PLACES) continue;
    seen.add(node);
    // What runs in the browser has the data of the browser.
    if (/^\s*['"]use client['"]/.test(repository.read(file) ?? '')) continue;
    if (readsData(node)) return true;
    places.push(
      ...[...namesUsedBy(node).called].flatMap((name) => repository.graph.codeNamed(file, name) ?? []),
    );
  }
  return false;
}

function readsData(code: Node): boolean {
  return [...visit(code)].some(({ node, ancestors }) => {
    const inner = enclosingFunction(ancestors);
    if (inner && inner !== code && isServerAction(inner)) return false;
    if (node.type === 'AwaitExpression') return !isHarmless(node.argument);
    if (node.type === 'ForOfStatement') return node.await;
    if (node.type !== 'CallExpression') return false;
    const called = dottedName(node.callee) ?? '';
    return called === 'fetch' || called === 'use' || SYNCHRONOUS.test(called);
  });
}

function isHarmless(awaited: Node): boolean {
  if (awaited.type === 'ImportExpression') return true;
  const name = dottedName(awaited.type === 'CallExpression' ? awaited.callee : awaited);
  if (name === undefined) return false;
  return (
    HARMLESS.test(name) ||
    /(?:^|\.)(?:protect|redirectToSignIn)$/.test(name) ||
    /^(?:require|ensure|assert)[A-Z]/.test(name)
  );
}
