const body = JSON.stringify({
  detail: "The request is not valid HTTP.",
  error: 400,
  errorCode: "UNEXPECTED_ERROR",
  parameters: [],
  reason: "Bad Request",
});

/** The response, written to the bare socket, to bytes that are not HTTP: an error in Atlas's shape. */
export const badRequest = [
  "HTTP/1.1 400 Bad Request",
  "Content-Type: application/json",
  "X-Error-Code: UNEXPECTED_ERROR",
  "Connection: close",
  `Content-Length: ${body.length}`,
  "",
  body,
].join("\r\n");
