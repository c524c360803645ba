using System.Text.Json.Serialization;

namespace Thalweg.Reports;

/// <summary>A list of names as JSON.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class FileNames : JsonSerializerContext;
