// The escalation rules of an assistant. Fetched when they are first opened.
export { RulesPage, RulesStart } from '../features/rules/page';
