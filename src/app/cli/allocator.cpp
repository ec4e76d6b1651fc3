// How jemalloc, which serves this program's memory, divides it. A virtual swarm is millions of
// small things that are looked at in no order: packed by size they fill fewer cache lines and
// pages.

#include "app/cli/allocator.h"

#include <fmt/format.h>
#include <jemalloc/jemalloc.h>
#include <string>
#include <sys/mman.h>

// Two places to allocate from are enough for the few threads there are, and what is free goes back
// to the system after a second: a live swarm needs no more memory than with the system's allocator.
// Read by jemalloc before main().
extern "C" {
extern const char *malloc_conf;
const char *malloc_conf = "narenas:2,dirty_decay_ms:1000";

// Not there under the sanitizers, which serve memory themselves.
[[gnu::weak]] int mallctl(const char *name, void *old, size_t *oldLength, void *value,
                          size_t length) noexcept;
}

namespace app {

namespace {

extent_hooks_t *standardHooks = nullptr;

void *allocateExtent(extent_hooks_t * /*hooks*/, void *address, size_t size, size_t alignment,
                     bool *zero, bool *commit, unsigned arena)
{
    void *memory
        = standardHooks->alloc(standardHooks, address, size, alignment, zero, commit, arena);
    if (memory != nullptr)
        madvise(memory, size, MADV_HUGEPAGE);
    return memory;
}

} // namespace

void allocateOnLargePages()
{
    unsigned arena = 0;
    std::size_t length = sizeof arena;
    if (mallctl == nullptr || mallctl("arenas.create", &arena, &length, nullptr, 0) != 0)
        return;
    const std::string hooksOfArena = fmt::format("arena.{}.extent_hooks", arena);
    length = sizeof standardHooks;
    if (mallctl(hooksOfArena.c_str(), &standardHooks, &length, nullptr, 0) != 0)
        return;
    static extent_hooks_t hooks;
    hooks = *standardHooks;
    hooks.alloc = allocateExtent;
    extent_hooks_t *changed = &hooks;
    if (mallctl(hooksOfArena.c_str(), nullptr, nullptr, &changed, sizeof changed) == 0)
        mallctl("thread.arena", nullptr, nullptr, &arena, sizeof arena);
}

} // namespace app
