// Without it calls into libc could not be compiled ahead of time, and each first call would be compiled while something is timed.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
