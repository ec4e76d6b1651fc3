#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace base {

namespace {

/// Bytes of a sequence by its first byte; 0 when none starts so.
std::size_t sequenceLength(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first < 0xe0)
        return 2;
    if (first >= 0xe0 && first < 0xf0)
        return 3;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

constexpr std::array<std::pair<char32_t, char32_t>, 12> hiddenRanges{{
    {0x00, 0x1f}, // controls
    {0x7f, 0x9f},
    {0x61c, 0x61c}, // direction marks
    {0x200b, 0x200b},
    {0x200e, 0x200f},
    {0x2028, 0x202e}, // line separators, direction overrides
    {0x2060, 0x206f}, // direction isolates, invisible operators
    {0xfeff, 0xfeff},
    {0xfff9, 0xfffb},
    {0xfffe, 0xffff},
    {0xe0000, 0xe007f}, // tags
    {0x10fffe, 0x10ffff},
}};

char32_t lowered(char32_t c)
{
    const bool latin1 = c >= 0xc0 && c <= 0xde && c != 0xd7;
    const bool greek = c >= 0x391 && c <= 0x3a9;
    const bool cyrillic = c >= 0x410 && c <= 0x42f;
    if ((c >= 'A' && c <= 'Z') || latin1 || greek || cyrillic)
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40f)
        return c + 0x50;
    const bool evenUpper = (c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177)
        || (c >= 0x460 && c <= 0x481) || (c >= 0x48a && c <= 0x4bf) || (c >= 0x1e00 && c <= 0x1eff);
    if (evenUpper)
        return c | 1;
    const bool oddUpper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
    return oddUpper && c % 2 == 1 ? c + 1 : c;
}

} // namespace

CodePoint decodeUtf8(std::string_view text)
{
    const auto byteAt = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = sequenceLength(byteAt(0));
    if (length == 1)
        return {byteAt(0), 1, true};
    if (length == 0 || length > text.size())
        return {};
    char32_t value = byteAt(0) & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byteAt(i) & 0xc0) != 0x80)
            return {};
        value = (value << 6) | (byteAt(i) & 0x3f);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest[length] || value > 0x10ffff || surrogate)
        return {};
    return {value, length, true};
}

void appendUtf8(std::string &to, char32_t codePoint)
{
    const auto tail = [&to, codePoint](int shift) {
        to.push_back(static_cast<char>(0x80 | ((codePoint >> shift) & 0x3f)));
    };
    if (codePoint < 0x80) {
        to.push_back(static_cast<char>(codePoint));
    } else if (codePoint < 0x800) {
        to.push_back(static_cast<char>(0xc0 | (codePoint >> 6)));
        tail(0);
    } else if (codePoint < 0x10000) {
        to.push_back(static_cast<char>(0xe0 | (codePoint >> 12)));
        tail(6);
        tail(0);
    } else {
        to.push_back(static_cast<char>(0xf0 | (codePoint >> 18)));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool isDisplayable(char32_t codePoint)
{
    return std::ranges::none_of(hiddenRanges, [codePoint](const auto &range) {
        return codePoint >= range.first && codePoint <= range.second;
    });
}

std::string cleanText(std::string_view text, std::size_t maxCharacters, char replacement)
{
    std::string cleaned;
    for (std::size_t count = 0; !text.empty() && count < maxCharacters; ++count) {
        const CodePoint point = decodeUtf8(text);
        if (point.valid && isDisplayable(point.value))
            cleaned.append(text.substr(0, point.length));
        else
            cleaned.push_back(replacement);
        text.remove_prefix(point.length);
    }
    return cleaned;
}

std::string foldCase(std::string_view text)
{
    std::string folded;
    folded.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = decodeUtf8(text);
        appendUtf8(folded, lowered(point.value));
        text.remove_prefix(point.length);
    }
    return folded;
}

std::string_view cutAtCharacter(std::string_view text, std::size_t maxBytes)
{
    if (text.size() <= maxBytes)
        return text;
    while (maxBytes > 0 && (static_cast<unsigned char>(text[maxBytes]) & 0xc0) == 0x80)
        --maxBytes;
    return text.substr(0, maxBytes);
}

} // namespace base
