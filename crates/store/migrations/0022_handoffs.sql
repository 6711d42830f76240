-- Why turns went as they did: handoffs, and the rules that were asked.

-- Handoffs, to be found by their rule and by what became of them; each is an event of its
-- conversation, and this is written with it.

CREATE TABLE handoffs (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    assistant UUID NOT NULL,
    -- Why, as a word of the caller's.
    reason TEXT NOT NULL,
    rule UUID,
    -- What the rule was called then: it may be gone.
    rule_name TEXT,
    team UUID,
    -- waiting, answered, left, nobody_came.
    fate TEXT NOT NULL,
    -- Who spoke.
    teammate UUID,
    ended_at BIGINT,
    -- right, answerable; none where nobody said so.
    mark TEXT,
    marked_by UUID,
    PRIMARY KEY (workspace, conversation, seq)
);
CREATE INDEX handoffs_at ON handoffs (workspace, at);

-- Those of older logs. The rule is the one that had decided last; who answered is not known here.
INSERT INTO handoffs (workspace, conversation, seq, at, assistant, reason, rule, rule_name, fate)
    SELECT e.workspace, e.conversation, e.seq, e.at, c.assistant,
        CASE
            WHEN e.body LIKE '%"reason":"button"%' THEN 'button'
            WHEN e.body LIKE '%"reason":"asked"%' THEN 'asked'
            WHEN e.body LIKE '%"reason":"offer_accepted"%' THEN 'offer_accepted'
            WHEN e.body LIKE '%"matter":"self_harm"%' THEN 'self_harm'
            WHEN e.body LIKE '%"matter":"violence"%' THEN 'violence'
            WHEN e.body LIKE '%"reason":"rule"%' THEN 'rule'
            WHEN e.body LIKE '%"reason":"action"%' THEN 'action'
            WHEN e.body LIKE '%"reason":"failed"%' THEN 'failed'
            WHEN e.body LIKE '%"reason":"came_back"%' THEN 'came_back'
            ELSE 'not_live'
        END,
        (SELECT h.rule FROM rule_hits h WHERE h.workspace = e.workspace
            AND h.conversation = e.conversation AND h.decided AND h.at <= e.at
            AND e.body LIKE '%"reason":"rule"%' ORDER BY h.at DESC, h.turn DESC LIMIT 1),
        CASE WHEN e.body LIKE '%"reason":"rule"%' THEN e.words END,
        'waiting'
    FROM events e
    JOIN conversations c ON c.workspace = e.workspace AND c.id = e.conversation
    WHERE e.body LIKE '{"event":"handed_off"%';

-- What came first after each of them.
UPDATE handoffs SET ended_at = (
    SELECT MIN(e.seq) FROM events e
    WHERE e.workspace = handoffs.workspace AND e.conversation = handoffs.conversation
        AND e.seq > handoffs.seq
        AND (e.body LIKE '{"event":"replied"%' OR e.body LIKE '{"event":"wait_cancelled"%'
            OR e.body LIKE '{"event":"handed_back"%' OR e.body LIKE '{"event":"resolved"%'));
UPDATE handoffs SET
    fate = (SELECT CASE
            WHEN e.body LIKE '{"event":"replied"%' THEN 'answered'
            WHEN e.body LIKE '{"event":"wait_cancelled"%' THEN 'left'
            ELSE 'nobody_came' END
        FROM events e WHERE e.workspace = handoffs.workspace
            AND e.conversation = handoffs.conversation AND e.seq = handoffs.ended_at),
    ended_at = (SELECT e.at FROM events e WHERE e.workspace = handoffs.workspace
        AND e.conversation = handoffs.conversation AND e.seq = handoffs.ended_at)
    WHERE ended_at IS NOT NULL;

-- Each list of rules that was ever saved: a turn says by which it went.
CREATE TABLE rule_list_versions (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    revision BIGINT NOT NULL,
    rules TEXT NOT NULL,
    PRIMARY KEY (workspace, assistant, revision)
);
INSERT INTO rule_list_versions (workspace, assistant, revision, rules)
    SELECT workspace, assistant, revision, rules FROM rule_lists;
