#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// One step through UTF-8 text.
struct CodePoint {
    char32_t value = 0; ///< meaningless when not valid
    std::size_t length = 1; ///< bytes to step over
    bool valid = false; ///< false for overlong forms, surrogates, stray and cut sequences
};

/// Reads the code point at the front of `text`, which must not be empty.
CodePoint decodeUtf8(std::string_view text);
/// Appends a code point as UTF-8.
void appendUtf8(std::string &to, char32_t codePoint);

/// Whether a code point can be shown without changing what stands around it: no control, no
/// direction override, no line separator, no invisible tag.
bool isDisplayable(char32_t codePoint);

/// Text from outside made fit for a terminal, a log or a window: what is not displayable or not
/// UTF-8 becomes `replacement`, and it ends after `maxCharacters`.
std::string cleanText(std::string_view text, std::size_t maxCharacters, char replacement = ' ');

/// The text with the case of Latin, Greek and Cyrillic letters taken away, for finding names that a
/// file system without case would take for one. The text must be valid UTF-8.
std::string foldCase(std::string_view text);

/// The longest front part of at most `maxBytes` bytes that cuts no UTF-8 sequence.
std::string_view cutAtCharacter(std::string_view text, std::size_t maxBytes);

} // namespace base
