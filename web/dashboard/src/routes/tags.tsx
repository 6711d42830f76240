// The tags of the workspace. Fetched when they are first opened.
export { TagsPage as TagsRoute } from '../features/tags/page';
