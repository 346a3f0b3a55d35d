/** Who signs in where another library keeps the session. A password of this fixture alone. */
export const MEMBER = { id: 'user_bench', name: 'Bench Member', email: 'member@acme.example' } as const;

/** Signs and encrypts those libraries' cookies: at least 32 characters. */
export const COOKIE_SECRET = 'only-for-measuring-on-one-machine-0123456789';
