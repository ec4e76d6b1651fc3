#pragma once

#include "core/lab/scenario.h"
#include "core/lab/tomltable.h"

namespace lab {

/// The document of a scenario file. An error's `where` is "file:line:column".
base::Expected<toml::table> parseToml(std::string_view text, const std::string &file);

/// Reads and checks a scenario; errors are told as Scenario::parse tells them. Without a file their
/// `where` is the key alone.
base::Expected<Scenario> readScenario(const toml::table &root, const std::string &file);

} // namespace lab
