namespace Thalweg.Formats.Weights;

/// <summary>What the names of functions and types in a pickle mean. None is ever imported or called.</summary>
internal static class PickleNames
{
    private static readonly HashSet<string> Modules = new(StringComparer.Ordinal)
    {
        "os",
        "posix",
        "nt",
        "sys",
        "subprocess",
        "commands",
        "pty",
        "runpy",
        "importlib",
        "shutil",
        "socket",
        "ctypes",
        "webbrowser",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "eval",
        "exec",
        "execfile",
        "compile",
        "__import__",
        "open",
        "file",
        "input",
        "apply",
        "breakpoint",
        "globals",
        "getattr",
        "setattr",
        "delattr",
    };

    public static PickleGlobal Of(string module, string name) => new(module, name, Meaning(module, name));

    /// <summary>True for what runs commands or reaches outside: nothing here would do so, but no weights need it, and other programs
    /// that open the file would.</summary>
    public static bool IsHostile(string module, string name) =>
        Modules.Contains(module.Split('.')[0])
        || module is "builtins" or "__builtin__" && Functions.Contains(name.Split('.')[0]);

    private static PickleMeaning Meaning(string module, string name) =>
        (module, name) switch
        {
            ("collections", "OrderedDict" or "defaultdict" or "Counter") => PickleMeaning.Dictionary,
            ("builtins" or "__builtin__", "dict") => PickleMeaning.Dictionary,
            ("torch._utils", "_rebuild_tensor_v2" or "_rebuild_tensor") => PickleMeaning.RebuildTensor,
            ("torch._utils", "_rebuild_parameter" or "_rebuild_parameter_with_state") => PickleMeaning.RebuildParameter,
            ("torch._tensor", "_rebuild_from_type_v2" or "_rebuild_from_type") => PickleMeaning.RebuildFromType,
            ("torch" or "torch.cuda" or "torch.storage", _) when name.EndsWith("Storage", StringComparison.Ordinal) =>
                PickleMeaning.Storage,
            _ => PickleMeaning.Unknown,
        };
}
