// The application of the ECS tests: says who it is, fails as it is told to.
import { createServer } from 'node:http';

const { PORT, VERSION, MODE, DELAY = '0' } = process.env;
console.log(`version ${VERSION}`);
if (MODE === 'crash') process.exit(3);
process.on('SIGTERM', () => {
  if (MODE !== 'stubborn') process.exit(0);
});
if (PORT) {
  createServer((request, response) => {
    response.statusCode = MODE === 'ill' && request.url === '/health' ? 500 : 200;
    response.end(JSON.stringify(process.env));
  }).listen(Number(PORT), '127.0.0.1');
} else {
  setTimeout(() => process.exit(0), Number(DELAY) || 2 ** 30);
}
