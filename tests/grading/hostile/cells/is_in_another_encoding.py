# Says that its text is to be read in another way.
# verdict: fails
# -*- coding: rot13 -*-
vzcbeg bf
