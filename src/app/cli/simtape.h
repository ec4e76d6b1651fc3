#pragma once

#include "core/base/expected.h"
#include "core/lab/simrecorder.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace app {

/// Records a virtual world into a file while it runs.
class SimTape
{
public:
    /// Begins the file (an existing one is replaced) and listens to the world, which must outlive
    /// this object; `setup` says what is run.
    base::Expected<void> begin(const std::filesystem::path &path, sim::SimWorld &world,
                               const std::string &setup);
    /// Writes what is kept; an error when something could not be written.
    base::Expected<void> end();

private:
    std::filesystem::path m_path;
    std::ofstream m_file;
    std::unique_ptr<lab::RecordingWriter> m_writer;
    std::unique_ptr<lab::SimRecorder> m_recorder;
};

} // namespace app
