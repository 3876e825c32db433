# Uses IPython's commands.
# verdict: fails
!ls -la /
%timeit increment(1)
increment?
files = !cat /etc/passwd
