"""What students really get wrong, planted in twenty networks by arithmetic of its own.

Written before the rules that it measures were read. A mistake is a cause, the figure that was asked and the answer that
the cause leads to; a third, chosen by a hash, is put aside. Of the 2,315 put aside, measured once when the rules were done, 2,275 got a
name that is true of them, 32 another one and 8 none: 98.3 % and 1.4 %. Before, of the 4,570 others 65.9 % and 8.3 %.
"""
