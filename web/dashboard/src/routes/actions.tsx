// The actions of an assistant: the list, how one is made, and what it did. Fetched as one.
export { ActionEditor as ActionPage } from '../features/actions/editor';
export { ActionList as ActionListPage, ActionsStart } from '../features/actions/list';
export { ActionRunsPage as RunsPage } from '../features/actions/runs';
