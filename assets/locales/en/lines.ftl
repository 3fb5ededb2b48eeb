### Single lines.

heading-error = error:
heading-next = next:
output-closed = standard output is closed
output-unwritable = the output could not be written: { $detail }
run-not-started = could not start: { $detail }
run-recorded-no-further = This run is recorded no further: { $problem }
pace-takes-longer = { $what }: it takes longer than the usual { $usual }
pace-percent = { $what }: { $percent } % of about { $usual }
