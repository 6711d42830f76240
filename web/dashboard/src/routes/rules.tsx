// The escalation rules of an assistant, and the handoffs. Fetched when they are first opened.
export { HandoffsPage } from '../features/handoffs/page';
export { RulesPage, RulesStart } from '../features/rules/page';
