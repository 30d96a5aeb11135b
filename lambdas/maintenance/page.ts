/** Every maintenance page carries this mark, so that a look from outside can tell it from the application's own 503. */
export const PAGE_MARK = 'knowngood-maintenance';
