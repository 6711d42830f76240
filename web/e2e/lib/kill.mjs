// The story with the server's death in it, told once for both databases.
import assert from 'node:assert/strict';
import { GRADE, RETURNS } from './story.mjs';
import { agree, sameThread, whole } from './thread.mjs';
import { eventually } from './wait.mjs';

const HELLO = 'Hello, this is Marek. How can I help?';
const ASKED = 'Is the watch still there? I write this while nobody hears me.';
const TOLD = 'It is, and I can put it aside until Friday.';
const BACK = 'Here we are again.';

/** Visitor and teammate in one thread, the teammate answering. Gives both and what was said. */
async function meet(world) {
  const team = await world.teammate();
  const widget = await world.visitor();
  await widget.open();
  await Promise.all([widget.mark(), team.mark()]);
  const said = [
    ['visitor', RETURNS],
    ['assistant', /30 days from delivery/],
  ];
  await widget.say(RETURNS);
  await widget.shows(said);
  await widget.button('Talk to a person').first().click();
  await widget.tell({ name: 'Nora Quill' });
  await team.openRow('Nora Quill');
  await team.press('Take over');
  await widget.line('Marek Oram answers now').waitFor();
  await team.reply(HELLO);
  said.push(['teammate', HELLO]);
  await Promise.all([widget.shows(said), team.shows(said)]);
  return { team, widget, said };
}

/** Both write while the server is dead. What they wrote arrives once each, in whatever order. */
async function writeToTheDead({ team, widget, said }, server) {
  await server.kill();
  await widget.say(ASKED);
  await team.reply(TOLD);
  await widget.frame.getByText('No connection. What you write is kept').waitFor();
  await widget.log.getByText('Sending…').waitFor();
  await team.thread.getByText('Reconnecting… replies will be sent when back.').waitFor();
  await team.log.getByText('Will be sent when the line is back').waitFor();
  await server.start();
  const both = [
    ['visitor', ASKED],
    ['teammate', TOLD],
  ];
  const arrived = await eventually(
    () => widget.said(),
    (shown) => {
      const first = shown[said.length]?.by;
      sameThread(shown, [...said, ...(first === 'visitor' ? both : both.toReversed())]);
    },
  );
  said.push(...arrived.slice(said.length).map((it) => [it.by, it.text]));
  await team.shows(said);
  await widget.frame.getByText('No connection.').waitFor({ state: 'detached' });
  await team.thread.getByText('Reconnecting…').waitFor({ state: 'detached' });
  // Whichever came first, nothing is open any more when the conversation is handed back.
  await team.reply(BACK);
  said.push(['teammate', BACK]);
  await Promise.all([widget.shows(said), team.shows(said)]);
}

/** The server dies with a question in its hands: it is answered once, and to the end. */
async function dieWhileAnswering({ team, widget, said }, server) {
  await team.press('Hand back');
  await widget.line('Marek Oram handed back to the assistant').waitFor();
  await widget.say(GRADE);
  await widget.isSettled();
  await server.kill();
  await server.start();
  said.push(['visitor', GRADE], ['assistant', /light wear in the usual places.*neat old repair/]);
  for (const side of [widget, team]) {
    await eventually(
      () => side.said(),
      (shown) => sameThread(whole(shown), said),
    );
  }
}

/** The shortened story, with two kills in the middle. */
export async function surviveKills(world) {
  const talk = await meet(world);
  const { team, widget } = talk;
  await writeToTheDead(talk, world.server);
  await dieWhileAnswering(talk, world.server);
  await team.press('Resolve');
  await widget.line('Marek Oram marked this as solved. Write again if it is not').waitFor();
  await agree(widget, team);
  assert.equal(await widget.wasReloaded(), false, 'the visitor never reloaded');
  assert.equal(await team.wasReloaded(), false, 'nor did the teammate');
}
