import { constants, setPriority } from 'node:os';

// Threads of the simulation inherit it. Its time is its own: only whoever waits for a real process or server minds a full core.
setPriority(constants.priority.PRIORITY_LOW);
