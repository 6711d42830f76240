/** The name of a message in the page, by the `seq` of its first event. */
export const messageId = (seq: number) => `m${seq}`;

/** Brings a message into sight, and the focus to it. */
export function goTo(seq: number): void {
  const message = document.getElementById(messageId(seq));
  message?.scrollIntoView({ block: 'center' });
  message?.focus({ preventScroll: true });
}
