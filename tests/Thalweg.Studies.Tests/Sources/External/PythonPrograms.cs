using System.Diagnostics;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>The Pythons of this machine, and the examples that they run.</summary>
internal static class PythonPrograms
{
    private static readonly Lazy<bool> HasPlain = new(() => Runs("python3", "import sys"));

    /// <summary>A script under the Python that is found first, whatever is installed there.</summary>
    public static ExternalCommand Plain(params string[] words)
    {
        Assert.SkipUnless(HasPlain.Value, "there is no python3 on the search path");
        return new(["python3", .. words], [], Path.Combine(Checkout.Root, "examples", "external")) { Timeout = 60 };
    }

    /// <summary>An example under the Python of the system, which has numpy where Debian's python3-numpy is installed.</summary>
    public static ExternalCommand WithNumpy(string script)
    {
        SystemPython.Require("numpy");
        return new([SystemPython.Program, script], [], Path.Combine(Checkout.Root, "examples", "external"))
        {
            Timeout = 60,
        };
    }

    private static bool Runs(string python, string program)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(python, ["-c", program]) { RedirectStandardError = true, UseShellExecute = false }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
