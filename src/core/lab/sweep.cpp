#include "core/lab/sweep.h"

#include "core/base/rng.h"

namespace lab {

std::size_t Sweep::settingCount() const
{
    if (axes.empty())
        return 1;
    if (combine == Combine::Pairs)
        return axes[0].values.size();
    std::size_t count = 1;
    for (const Axis &axis : axes) {
        if (axis.values.empty() || count > maxTrials)
            break; // too many already: do not overflow
        count *= axis.values.size();
    }
    return count;
}

Setting Sweep::setting(std::size_t index) const
{
    Setting setting(axes.size());
    for (std::size_t i = axes.size(); i-- > 0;) {
        const auto &values = axes[i].values;
        setting[i] = {axes[i].path, values[index % values.size()]};
        if (combine == Combine::Grid)
            index /= values.size();
    }
    return setting;
}

std::vector<Trial> Sweep::trials(std::uint64_t seed) const
{
    constexpr int dropped = 11; // bits: a seed is an exact double
    const auto settings = static_cast<std::uint32_t>(settingCount());
    std::vector<Trial> all;
    all.reserve(std::size_t{repetitions} * settings);
    base::Rng rng(seed);
    for (std::uint32_t repetition = 0; repetition < repetitions; ++repetition) {
        const std::uint64_t own = rng.fork(repetition).next() >> dropped;
        for (std::uint32_t setting = 0; setting < settings; ++setting)
            all.push_back({static_cast<std::uint32_t>(all.size()), setting, repetition, own});
    }
    return all;
}

} // namespace lab
