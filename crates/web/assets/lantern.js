// Scripts only enhance: every page works without them.
import { initAll } from '/assets/govuk-frontend.js';

initAll();
