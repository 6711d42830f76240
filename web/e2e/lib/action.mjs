// An action as a visitor has it in the widget, and as its owner has it over the API.

/** What is asked last, as its visitor sees it. */
export class Asked {
  constructor(widget) {
    this.widget = widget;
    this.card = widget.log.locator('[data-run]').last();
  }

  field(key) {
    return this.card.locator(`[name="${key}"]`);
  }

  button(name) {
    return this.card.getByRole('button', { name, exact: true });
  }

  async answer(answers) {
    for (const [key, text] of Object.entries(answers)) await this.field(key).fill(text);
    await this.button('Send').click();
  }

  /** The assistant's last words that have these in them. */
  async says(words) {
    await this.widget.log.locator('article.said.assistant').filter({ hasText: words }).waitFor();
  }
}

/** What the dashboard's own API says to whoever is signed in there. */
export function api(inbox, method, path, body) {
  return inbox.page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path, {
        method,
        headers: body ? { 'content-type': 'application/json' } : {},
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json().catch(() => null);
    },
    [method, path, body],
  );
}

/** The action of that name, whole. */
export async function actionOf(owner, name) {
  const [{ id: assistant }] = (await api(owner, 'GET', '/api/assistants')).assistants;
  const { actions } = await api(owner, 'GET', `/api/assistants/${assistant}/actions`);
  return api(owner, 'GET', `/api/actions/${actions.find((it) => it.name === name).id}`);
}

/** Changes an action and gives it to visitors. `change` gets its definition, to be changed. */
export async function republish(owner, name, change) {
  const { id, revision, draft } = await actionOf(owner, name);
  change(draft);
  await api(owner, 'PUT', `/api/actions/${id}`, { draft, revision });
  await api(owner, 'POST', `/api/actions/${id}/publish`);
}

/** The demo shop's program: where it is, and what it was told to do. */
export async function shopOf(owner) {
  const { draft } = await actionOf(owner, 'Cancel an order');
  const { origin } = new URL(draft.lookups[0].address);
  const headers = { authorization: 'Bearer demo-shop-key' };
  const ask = (path) => fetch(origin + path, { headers }).then((answer) => answer.json());
  return {
    origin,
    log: () => ask('/log'),
    order: (number) => ask(`/orders/${number}`),
  };
}
