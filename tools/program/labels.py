"""What each system is told of the program: its name, its version, the file type of messages, why it wants to hear."""

from pathlib import Path

from app import VERSION
from app.library.exchange import SUFFIX

_MACOS = Path(__file__).with_name("macos")
ENTITLEMENTS = str(_MACOS / "entitlements.plist")
NAME = "After the Beep"
MESSAGE = "After the Beep message"
_TYPE = "org.after-the-beep.message"  # Apple's kind of name for a file type

MAC_INFO = {
    "CFBundleDisplayName": NAME,
    "CFBundleShortVersionString": VERSION,
    "LSApplicationCategoryType": "public.app-category.productivity",
    "NSHighResolutionCapable": True,
    "NSMicrophoneUsageDescription": "After the Beep records you while you rehearse a message. What it hears stays on"
    " this computer.",
    "CFBundleDocumentTypes": [
        {"CFBundleTypeName": MESSAGE, "CFBundleTypeRole": "Editor", "LSItemContentTypes": [_TYPE]},
    ],
    "UTExportedTypeDeclarations": [
        {
            "UTTypeIdentifier": _TYPE,
            "UTTypeDescription": MESSAGE,
            "UTTypeConformsTo": ["public.data"],
            "UTTypeTagSpecification": {"public.filename-extension": [SUFFIX.removeprefix(".")]},
        }
    ],
}

_WINDOWS = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0,
                    date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "After the Beep authors"),
      StringStruct("FileDescription", "{description}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "After the Beep authors, MIT License"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "After the Beep"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x409, 1200])]),
  ],
)
"""


def windows_version(name: str, version: str) -> str:
    """The version resource of a program, as PyInstaller reads it. ValueError where the version is not plain numbers."""
    major, minor, patch = (int(part) for part in version.split("."))
    description = NAME if name == "after-the-beep" else f"{NAME}, for the terminal"
    return _WINDOWS.format(numbers=(major, minor, patch, 0), description=description, version=version, name=name)
