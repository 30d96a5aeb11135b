import { createServer } from 'node:http';

/** The help center: another application behind the same load balancer, which no release of the survey platform may touch. */
const server = createServer((_request, response) => {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end('<!doctype html><title>Ajuda</title><h1>Como podemos ajudar?</h1>');
});
server.listen(Number(process.env['PORT'] ?? 8080));
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
