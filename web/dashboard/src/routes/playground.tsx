// Fetched when an assistant is tried.
export { Playground as PlaygroundRoute } from '../features/playground/playground';
