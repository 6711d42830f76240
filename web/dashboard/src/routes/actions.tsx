// The list of an assistant's actions.
export { ActionList as ActionListPage, ActionsStart } from '../features/actions/list';
