# Writes the commit that is built into a header, TO, when it is another one than before: its hash, with "-dirty"
# when files differ from it; "unknown" where SOURCE is no clone.
execute_process(
    COMMAND git describe --always --abbrev=40 --dirty --exclude=*
    WORKING_DIRECTORY ${SOURCE}
    OUTPUT_VARIABLE commit
    OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET
    RESULT_VARIABLE fault
)
if(NOT fault STREQUAL "0" OR commit STREQUAL "")
    set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${TO} CONTENT "#define TORRARIUM_COMMIT \"@commit@\"\n" @ONLY)
