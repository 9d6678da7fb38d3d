namespace PiGen.Cli.Ssh.Sftp;

/// <summary>The packets of SFTP version 3: https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02#section-3</summary>
internal enum SftpPacket : byte
{
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    Read = 5,
    Write = 6,
    Stat = 17,
    LinkStat = 7,
    HandleStat = 8,
    SetStat = 9,
    SetHandleStat = 10,
    OpenFolder = 11,
    ReadFolder = 12,
    Remove = 13,
    MakeFolder = 14,
    RemoveFolder = 15,
    RealPath = 16,
    Rename = 18,
    ReadLink = 19,
    Status = 101,
    Handle = 102,
    Data = 103,
    Name = 104,
    Attributes = 105,
    Extended = 200,
    ExtendedReply = 201,
}
