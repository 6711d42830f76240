// A teammate's line whose news can be held back for a while, as a slow network does.

export function heldLine() {
  let held = false;
  let late = [];
  return {
    /** From now on nothing that the server says arrives. What the teammate does gets through. */
    hold() {
      held = true;
    },
    /** All of it arrives, in order. */
    release() {
      held = false;
      for (const tell of late) tell();
      late = [];
    },
    async route(context) {
      await context.routeWebSocket(/\/api\/socket$/, (page) => {
        const server = page.connectToServer();
        server.onMessage((frame) => {
          if (held) late.push(() => page.send(frame));
          else page.send(frame);
        });
      });
    },
  };
}
