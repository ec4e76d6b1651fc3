#pragma once

#include "core/base/expected.h"
#include "core/lab/simrecorder.h"
#include "net/recordingstream.h"

#include <filesystem>
#include <memory>
#include <string>

namespace app {

/// Records a virtual world into a file while it runs.
class SimTape
{
public:
    /// Begins the file (an existing one is replaced) and listens to the world, which must outlive
    /// this object; `setup` says what is run.
    base::Expected<void> begin(const std::filesystem::path &path, sim::World &world,
                               const std::string &setup);
    /// Writes what is kept; the first error there was. Nothing to do when it was not begun.
    base::Expected<void> end();

private:
    std::unique_ptr<net::RecordingStream> m_stream;
    std::unique_ptr<lab::SimRecorder> m_recorder;
};

} // namespace app
