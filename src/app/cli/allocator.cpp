// How jemalloc, which serves this program's memory, divides it. A virtual swarm is millions of
// small things that are looked at in no order: packed by size they fill fewer cache lines and
// pages.

// Two places to allocate from are enough for the few threads there are, and what is free goes back
// to the system after a second: a live swarm needs no more memory than with the system's allocator.
// Read by jemalloc before main().
extern "C" {
extern const char *malloc_conf;
const char *malloc_conf = "narenas:2,dirty_decay_ms:1000";
}
