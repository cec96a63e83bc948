/* A search process that hears everything and answers nothing. */
process.on("message", () => {});
process.once("disconnect", () => process.exit());
