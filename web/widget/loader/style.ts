// The launcher's style. `:host` with `!important` wins over any rule of the page. The sign is a
// shape in the text colour, because a page's policy may allow no picture, not even ours.
export const STYLE = `:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset-block-end:20px!important;inset-inline-end:20px!important}\
div{color-scheme:light dark}\
button{all:unset;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;background:light-dark(#3b5bdb,#91a7ff);color:light-dark(#fff,#10131c)}\
button,iframe{box-shadow:0 8px 24px #10131c40}\
button:focus-visible{outline:3px solid light-dark(#3b5bdb,#91a7ff);outline-offset:3px}\
button::before{content:"";width:24px;height:20px;border-radius:9px 9px 9px 0;background:currentColor}\
[aria-expanded=true]::before{border-radius:0;clip-path:path("m3 7 2-2 7 7 7-7 2 2-9 9")}\
i{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;padding:0 7px;border-radius:9px;background:#c92a2a;color:#fff;font:600 12px/20px system-ui}\
i:empty{display:none}\
iframe{position:absolute;inset-block-end:72px;inset-inline-end:0;width:min(400px,100vw - 40px);height:min(680px,100dvh - 112px);border:0;border-radius:16px}\
[aria-expanded=false]+iframe{visibility:hidden;opacity:0}\
@media not (prefers-reduced-motion){iframe{transition:opacity .18s}}\
@media(max-width:480px){iframe{position:fixed;inset:0;width:100%;height:100%;border-radius:0}}`;
