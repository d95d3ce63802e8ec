"""Temporary (coordinator)."""
import os
from pathlib import Path
from types import SimpleNamespace
from generator.model import Standing, Stamp
from generator.urls import digest
class WriteFailure(Exception): pass
def bundle_seal(folder): return ""
class Tree:
    def __init__(self, folder, known, folders):
        self.folder=folder; self.known=dict(known); self.staged=[]; self.stand={}
    def is_as_left(self): return False
    def state(self,path):
        f=self.folder/path
        if not f.is_file(): return "missing"
        d=digest(f.read_bytes())
        if d!=self.known[path].digest: return "changed"
        self.stand[path]=self._st(path,d); return "kept"
    def _st(self,path,d):
        s=os.stat(self.folder/path); return Standing(path,Stamp(s.st_size,s.st_mtime_ns,s.st_ctime_ns,s.st_ino),d)
    def standing(self,path):
        return self.stand[path]
    def stage(self,path,data):
        f=self.folder/path; d=digest(data)
        if f.is_file() and f.read_bytes()==data:
            self.stand[path]=self._st(path,d); return False
        (self.folder/'.part').mkdir(parents=True,exist_ok=True)
        n=self.folder/'.part'/str(len(self.staged)); n.write_bytes(data); self.staged.append((path,n,d)); return True
    def place(self):
        for path,n,d in self.staged:
            (self.folder/path).parent.mkdir(parents=True,exist_ok=True)
            n.rename(self.folder/path); self.stand[path]=self._st(path,d); yield [self.stand[path]]
        if self.staged: (self.folder/'.part').rmdir()
        (self.folder/'.nojekyll').write_bytes(b'')
    def remove_unplanned(self,planned): return ()
    def discard(self): pass
    def seal(self): return SimpleNamespace(folders={},untrusted=frozenset())
