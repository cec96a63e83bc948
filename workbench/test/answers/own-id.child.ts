/* A search process that answers every call with its own process id, after a while. */
process.on("message", ({ id }: { readonly id?: number }) => {
  if (id !== undefined) setTimeout(() => process.send?.({ id, result: process.pid }), 200);
});
process.once("disconnect", () => process.exit());
