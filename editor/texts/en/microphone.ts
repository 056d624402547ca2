export const microphone = {
  "microphone.title": "Microphone",
  "microphone.default": "Default microphone",
  "microphone.numbered": "Microphone {number}",
  "microphone.level": "Microphone level",
  "microphone.clip": "CLIP",
  "microphone.again": "Try again",
  "microphone.problem.denied": "The microphone is blocked",
  "microphone.problem.missing": "No microphone found",
  "microphone.problem.busy": "The microphone is in use",
  "microphone.problem.lost": "The microphone is gone",
  "microphone.problem.unsupported": "This page cannot use a microphone",
  "microphone.hint.denied":
    "Click the icon left of the address, allow the microphone for this page, then try again.",
  "microphone.hint.missing": "Plug one in, or switch it on, then try again.",
  "microphone.hint.busy": "Close the other program that uses it, then try again.",
  "microphone.hint.lost": "Plug it in again, or choose another one.",
  "microphone.hint.unsupported":
    "Open it over https, or on this computer as http://localhost, in a browser of today.",
} as const satisfies Record<string, string>;
