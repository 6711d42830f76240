// What a site's backend does, with nothing but what each language brings along.

const NODE = `// BATON_SIGNING_KEY holds the key from this page.
import { createHmac, randomUUID } from 'node:crypto';

export function batonToken(user) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: String(user.id),
    exp: now + 3600,
    iat: now,
    jti: randomUUID(),
    name: user.name,
    email: user.email,
    attributes: { vip: user.vip, plan: user.plan },
  };
  const text = part({ alg: 'HS256', typ: 'JWT' }) + '.' + part(claims);
  const key = process.env.BATON_SIGNING_KEY;
  return text + '.' + createHmac('sha256', key).update(text).digest('base64url');
}`;

const PYTHON = `# BATON_SIGNING_KEY holds the key from this page.
import base64, hashlib, hmac, json, os, time, uuid

def baton_token(user):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")
    now = int(time.time())
    claims = {
        "sub": str(user["id"]),
        "exp": now + 3600,
        "iat": now,
        "jti": str(uuid.uuid4()),
        "name": user["name"],
        "email": user["email"],
        "attributes": {"vip": user["vip"], "plan": user["plan"]},
    }
    head = {"alg": "HS256", "typ": "JWT"}
    text = part(json.dumps(head).encode()) + b"." + part(json.dumps(claims).encode())
    key = os.environ["BATON_SIGNING_KEY"].encode()
    return (text + b"." + part(hmac.new(key, text, hashlib.sha256).digest())).decode()`;

const PHP = `<?php
// BATON_SIGNING_KEY holds the key from this page.
function baton_token(array $user): string {
    $part = fn (string $data) => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $now = time();
    $claims = [
        'sub' => (string) $user['id'],
        'exp' => $now + 3600,
        'iat' => $now,
        'jti' => bin2hex(random_bytes(16)),
        'name' => $user['name'],
        'email' => $user['email'],
        'attributes' => ['vip' => $user['vip'], 'plan' => $user['plan']],
    ];
    $head = ['alg' => 'HS256', 'typ' => 'JWT'];
    $text = $part(json_encode($head)) . '.' . $part(json_encode($claims));
    $key = getenv('BATON_SIGNING_KEY');
    return $text . '.' . $part(hash_hmac('sha256', $text, $key, true));
}`;

export const BACKENDS = [
  { name: 'Node', code: NODE },
  { name: 'Python', code: PYTHON },
  { name: 'PHP', code: PHP },
] as const;

export const PAGE = `<script>
  // The token comes with the page; when the user signs out, call baton('reset').
  baton('identify', {}, { token: '…' });
</script>`;
