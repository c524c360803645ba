namespace Thalweg.Cli;

/// <summary>
/// Scripts that let a shell ask the program itself (<see cref="Suggestions"/>), so that they never go stale. They call
/// this very program by its path: an alias cannot be called from a script. Where nothing fits, shells complete file names.
/// </summary>
internal static class ShellCompletion
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell"];

    /// <returns>Null for a shell that is not known.</returns>
    public static string? Script(string shell) =>
        shell switch
        {
            "bash" =>
                $$"""
                _thalweg() {
                    local line=${COMP_LINE#* } current=${COMP_LINE:0:COMP_POINT}
                    local position=$((COMP_POINT - (${#COMP_LINE} - ${#line})))
                    current=${current##*[[:space:]]}
                    mapfile -t COMPREPLY < <(compgen -W "$({{Quoted(
                    "'",
                    "'\\''"
                )}} "[suggest:$position]" "$line" 2>/dev/null)" -- "$current")
                }
                complete -o default -F _thalweg thalweg

                """,
            "zsh" => $$"""
                _thalweg() {
                    local line="${(j: :)words[2,CURRENT]}"
                    local -a found
                    found=("${(@f)$({{Quoted("'", "'\\''")}} "[suggest:${#line}]" "$line" 2>/dev/null)}")
                    compadd -- ${found:#} || _files
                }
                compdef _thalweg thalweg

                """,
            "fish" => $$"""
                function __thalweg_complete
                    set -l line (commandline -cp | string replace -r '^\S+\s' '')
                    set -l found ({{Quoted("'", "\\'")}} "[suggest:"(string length -- $line)"]" $line 2>/dev/null)
                    if test (count $found) -gt 0
                        printf '%s\n' $found
                    else
                        __fish_complete_path (commandline -ct)
                    end
                end
                complete -c thalweg -f -a '(__thalweg_complete)'

                """,
            "powershell" => $$"""
                Register-ArgumentCompleter -Native -CommandName thalweg -ScriptBlock {
                    param($word, $line, $position)
                    $text = "$line".PadRight($position).Substring(0, $position) -replace '^\S+\s', ''
                    & {{Quoted("'", "''")}} "[suggest:$($text.Length)]" $text |
                        Where-Object { $_ -like "$word*" } |
                        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
                }

                """,
            _ => null,
        };

    private static string Quoted(string quote, string escape)
    {
        var program = Environment.ProcessPath ?? "thalweg";
        string[] words =
            Path.GetFileNameWithoutExtension(program) == "dotnet"
                ? [program, Path.Combine(AppContext.BaseDirectory, "thalweg.dll")]
                : [program];
        return string.Join(' ', words.Select(w => quote + w.Replace(quote, escape, StringComparison.Ordinal) + quote));
    }
}
