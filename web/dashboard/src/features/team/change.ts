import { attempt } from '../../lib/attempt';
import { client } from '../../lib/queries';

/** Changes something of the people or their teams, and reads them again, whatever came of it. */
export async function changePeople(change: () => Promise<unknown>): Promise<void> {
  await attempt(change);
  await client.invalidateQueries({ queryKey: ['people'] });
}
