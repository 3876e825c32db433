// The worker of a page's first kernel: Python is started in it while JupyterLab is still being loaded.

import '../../../@worker@';
import { begin } from '../../../../static/@python@/kernel.mjs';

begin();
