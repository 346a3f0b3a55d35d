import { auth } from '@clerk/nextjs/server';
import { initTRPC, TRPCError } from '@trpc/server';

/** The usual context of tRPC with Clerk, as it was before this package: the route asks `auth()`. */
export async function createContext() {
  const { userId } = await auth();
  return { userId };
}

const t = initTRPC.context<typeof createContext>().create();

const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.userId) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { userId: ctx.userId } });
});

export const appRouter = t.router({
  me: signedIn.query(({ ctx }) => ctx.userId),
  save: signedIn.mutation(({ ctx }) => `saved by ${ctx.userId}`),
});

export type AppRouter = typeof appRouter;
