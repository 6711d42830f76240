//! Actions at work: asked, answered, looked up and ended, beside whoever has the conversation.
