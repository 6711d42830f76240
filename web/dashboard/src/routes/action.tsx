// One action: how it is made, and what it did. Heavier than the list, so fetched by itself.
export { ActionEditor as ActionPage } from '../features/actions/editor';
export { ActionRunsPage as RunsPage } from '../features/actions/runs';
